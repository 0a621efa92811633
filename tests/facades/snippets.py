"""Snippets as vendors' customers have them, written afresh; TAG is the address of the script."""

_ADD_SCRIPT = """
  var script = document.createElement('script'); script.async = true; script.src = 'TAG';
  document.head.append(script);"""
_METHODS = """['track', 'identify', 'resetIdentity', 'addUserProperties', 'addEventProperties',
  'removeEventProperty', 'clearEventProperties', 'addPageviewProperties', 'onReady'%s]"""

HEAP_CLASSIC = f"""
window.heap = window.heap || [];
heap.load = function (appid, config) {{
  heap.appid = appid; heap.config = config || {{}};{_ADD_SCRIPT}
  {_METHODS % ""}.forEach(function (name) {{
    heap[name] = function () {{
      heap.push([name].concat(Array.prototype.slice.call(arguments, 0)));
    }};
  }});
}};"""

HEAP_CURRENT = f"""
window.heapReadyCb = window.heapReadyCb || []; window.heap = window.heap || [];
heap.load = function (envId, clientConfig) {{
  heap.envId = envId; heap.clientConfig = clientConfig || {{}};{_ADD_SCRIPT}
  {_METHODS % ", 'init', 'somethingNew'"}.forEach(function (name) {{
    heap[name] = function () {{
      var args = Array.prototype.slice.call(arguments, 0);
      window.heapReadyCb.push({{name: name, fn: function () {{
        heap[name] && heap[name].apply(heap, args);
      }}}});
    }};
  }});
}};"""

UPSCOPE = f"""
(function (w, u, d) {{
  var i = function () {{ i.c(arguments); }};
  i.q = []; i.c = function (args) {{ i.q.push(args); }};
  var l = function () {{ if (!'TAG') return;{_ADD_SCRIPT} }};
  if (typeof u !== 'function') {{ w.Upscope = i; l(); }}
}})(window, window.Upscope, document);"""
