// What a person types while the page's questions are on their way stays as it was typed.
(() => {
  const QUESTIONS = "#page-fields";
  const IN_QUESTIONS = ["input:not([type=hidden], [type=file])", "textarea", "select"];
  const boxes = () => document.querySelectorAll(IN_QUESTIONS.map((one) => `${QUESTIONS} ${one}`).join());
  const ticks = (box) => box.type === "checkbox" || box.type === "radio";
  const answer = (box) => (ticks(box) ? box.checked : box.value);
  let sent = new Map(), changed = new Map();
  document.addEventListener("htmx:beforeRequest", () => {
    sent = new Map([...boxes()].map((box) => [box.id, answer(box)]));
  });
  document.addEventListener("htmx:beforeSwap", () => {
    const later = [...boxes()].filter((box) => sent.has(box.id) && sent.get(box.id) !== answer(box));
    changed = new Map(later.map((box) => [box.id, answer(box)]));
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const [id, given] of changed) {
      const box = document.getElementById(id);
      if (box) box[ticks(box) ? "checked" : "value"] = given;
    }
    changed.clear();
  });
})();
