// Where one is (いまいる場所): fills in latitude and longitude, then lets the server draw the map.
// Everything else about a place works without this script.
(() => {
  const ROUGH_M = 300, DECIMALS = 5;
  const reveal = () => {
    if (!navigator.geolocation) return;
    for (const part of document.querySelectorAll("[data-place]")) part.hidden = false;
  };
  const fill = (part, coords) => {
    const name = part.dataset.place;
    document.getElementById(`${name}-latitude`).value = coords.latitude.toFixed(DECIMALS);
    document.getElementById(`${name}-longitude`).value = coords.longitude.toFixed(DECIMALS);
    document.getElementById(`${name}-link`).value = "";
    document.getElementById(`${name}-area`).value = "";
    if (coords.accuracy > ROUGH_M) return part.dataset.rough;
    document.querySelector(`[name="${name}-show"]`).click();
    return "";
  };
  document.addEventListener("click", (event) => {
    const part = event.target.closest("[data-place] button")?.closest("[data-place]");
    if (!part) return;
    const status = part.querySelector("[role=status]");
    status.textContent = part.dataset.wait;
    navigator.geolocation.getCurrentPosition(
      (found) => { status.textContent = fill(part, found.coords); },
      () => { status.textContent = part.dataset.none; },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
  document.addEventListener("htmx:load", reveal);
  reveal();
})();
