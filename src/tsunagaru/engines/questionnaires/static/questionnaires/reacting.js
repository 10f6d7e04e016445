// Questions that follow the answers (画面内の反応): an answer given while the server was thinking is
// never overwritten. What comes back then is thrown away, and asked for anew once typing has ended.
"use strict";
(() => {
  const ID = "page-fields";
  let sent = "", again = false;
  const root = () => document.getElementById(ID);
  const boxes = () => [...root().querySelectorAll("input, select, textarea")];
  const state = () => JSON.stringify(boxes().filter((box) => box.type !== "file").map(
    (box) => [box.name, box.type === "radio" || box.type === "checkbox" ? box.checked : box.value],
  ));
  const typing = () => {
    const box = document.activeElement;
    return root().contains(box) && box.matches("textarea, input:not([type=radio], [type=checkbox])");
  };
  const ask = () => {
    again = false;
    window.htmx.trigger(root().querySelector("[hx-trigger='change']"), "change");
  };
  const ours = (event) => event.detail.target && event.detail.target.id === ID;

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (ours(event)) [sent, again] = [state(), false];
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!ours(event) || state() === sent) return;
    event.detail.shouldSwap = false;
    if (typing()) again = true;
    else window.setTimeout(ask);
  });
  document.addEventListener("change", (event) => {
    if (again && root() && root().contains(event.target)) window.setTimeout(() => again && ask());
  });
})();
