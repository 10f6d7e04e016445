// Questions that follow the answers (画面内の反応): an answer given while the server was thinking is
// never overwritten, and a finger that is down meets the box it went down on. What comes back then is
// thrown away, and asked for anew once typing has ended or the finger is up.
"use strict";
(() => {
  const ID = "page-fields", LIFTED_MS = 400;
  let sent = "", again = false, down = 0;
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
  const inside = (event) => root() && root().contains(event.target);
  // Whether a press has begun whose click is still to come: the box must not go from under it.
  const press = (event) => {
    if (inside(event)) down = event.timeStamp;
  };
  const lift = () => {
    down = 0;
    if (again && root() && !typing()) window.setTimeout(() => again && ask());
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (ours(event)) [sent, again] = [state(), false];
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!ours(event) || (!down && state() === sent)) return;
    event.detail.shouldSwap = false;
    if (down || typing()) again = true;
    else window.setTimeout(ask);
  });
  document.addEventListener("change", (event) => {
    if (again && inside(event)) window.setTimeout(() => again && !down && ask());
  });
  document.addEventListener("pointerdown", press);
  document.addEventListener("keydown", (event) => event.key === " " && press(event));
  document.addEventListener("keyup", (event) => event.key === " " && window.setTimeout(lift));
  document.addEventListener("click", () => window.setTimeout(lift));
  document.addEventListener("pointercancel", lift);
  // A press that ends elsewhere has no click; one by a finger has it a moment later.
  document.addEventListener("pointerup", () => {
    const mine = down;
    window.setTimeout(() => mine && mine === down && lift(), LIFTED_MS);
  });
})();
