// Two custom elements, one with an open shadow root and one with a closed one.

function define(name, mode, template) {
  customElements.define(
    name,
    class extends HTMLElement {
      constructor() {
        super();
        const root = this.attachShadow({ mode });
        root.append(document.querySelector(template).content.cloneNode(true));
        root.addEventListener("submit", (submit) => submit.preventDefault());
      }
    },
  );
}

define("demo-search", "open", "[data-open]");
define("demo-sealed", "closed", "[data-closed]");
