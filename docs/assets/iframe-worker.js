"use strict";
// Opened from disk, browsers start no worker, and the site's search is one. So here a worker is a hidden frame that runs the same script.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "Search";
      this.frame.srcdoc = "<!doctype html><title>Search</title>";
      this.frame.addEventListener("load", () => this.start(new URL(address, document.baseURI).href), { once: true });
      document.documentElement.append(this.frame);
    }

    start(address) {
      const inside = this.frame.contentWindow;
      const load = (from) =>
        new Promise((done, failed) => {
          const script = inside.document.createElement("script");
          Object.assign(script, { src: from, onload: done, onerror: failed });
          inside.document.head.append(script);
        });
      inside.importScripts = (...scripts) => Promise.all(scripts.map((one) => load(new URL(one, address).href)));
      inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      load(address).then(() => {
        this.tell = (data) => inside.dispatchEvent(new inside.MessageEvent("message", { data }));
        this.waiting.splice(0).forEach(this.tell);
      });
    }

    postMessage(data) {
      if (this.tell) this.tell(data);
      else this.waiting.push(data);
    }

    terminate() {
      this.frame.remove();
    }
  };
}
