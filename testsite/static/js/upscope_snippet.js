// What a site has in its <head>: the function queues until the tag is there.
if (typeof window.Upscope !== "function") {
  window.Upscope = function () { window.Upscope.c(arguments); };
  window.Upscope.q = [];
  window.Upscope.c = (call) => window.Upscope.q.push(call);
}
Upscope("init", { identities: ["A visitor of the demo"], tags: ["#DEMO"] });
