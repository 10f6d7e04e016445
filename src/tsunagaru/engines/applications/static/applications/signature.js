// A drawn signature: points are kept as whole numbers and sent in a hidden field.
(() => {
  const box = document.getElementById("signature");
  const canvas = box?.querySelector("canvas");
  const field = document.querySelector("input[name=strokes]");
  if (!canvas || !field) return;
  box.hidden = false;
  const pen = canvas.getContext("2d");
  const strokes = [];
  let drawing = false;
  const at = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [
      Math.round(((event.clientX - frame.left) * canvas.width) / frame.width),
      Math.round(((event.clientY - frame.top) * canvas.height) / frame.height),
    ];
  };
  const keep = () => { field.value = JSON.stringify(strokes); };
  pen.lineWidth = 3;
  pen.lineCap = "round";
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    strokes.push([at(event)]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const stroke = strokes[strokes.length - 1], from = stroke[stroke.length - 1], to = at(event);
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
    stroke.push(to);
  });
  const stop = () => { drawing = false; keep(); };
  canvas.addEventListener("pointerup", stop);
  canvas.addEventListener("pointercancel", stop);
  document.getElementById("signature-clear").addEventListener("click", () => {
    strokes.length = 0;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    keep();
  });
})();
