"use strict";
// Choosing a name shows what it was taken for and marks every other place that means the same thing.
const tip = document.getElementById("tip");
function choose(name) {
  for (const other of document.querySelectorAll(".m.on")) other.classList.remove("on");
  tip.textContent = name ? name.title : "";
  if (!name) return;
  for (const other of document.querySelectorAll(".m")) {
    if (other.dataset.e === name.dataset.e) other.classList.add("on");
  }
}
document.addEventListener("click", (event) => choose(event.target.closest(".m")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null);
  if (event.key === "Enter" && event.target.matches(".m")) choose(event.target);
});
