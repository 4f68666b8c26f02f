"use strict";
const filters = document.querySelector(".filters");
const cases = [...document.querySelectorAll("details.case[data-kind]")];
const count = document.querySelector(".count");

function fits(one, wanted) {
  return Object.entries(wanted).every(([name, value]) =>
    !value || (name === "text" ? one.textContent.toLowerCase().includes(value) : one.dataset[name].split(" ").includes(value)));
}

function apply() {
  const wanted = Object.fromEntries([...filters.elements].filter((one) => one.name).map((one) => [one.name, one.value.trim().toLowerCase()]));
  let shown = 0;
  for (const one of cases) {
    one.hidden = !fits(one, wanted);
    shown += one.hidden ? 0 : 1;
  }
  count.textContent = shown === cases.length ? `${shown} cases` : `${shown} of ${cases.length} cases`;
}

if (filters) {
  filters.hidden = false;
  filters.addEventListener("input", apply);
  filters.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
function reveal() {
  const one = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (one && one.matches("details")) { one.hidden = false; one.open = true; one.scrollIntoView(); }
}
addEventListener("hashchange", reveal);
reveal();
