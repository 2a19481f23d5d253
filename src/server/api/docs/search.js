// Shows the routes in which every word that was written stands.
const box = document.querySelector('input[type=search]');
const routes = [...document.querySelectorAll('details')];
const groups = [...document.querySelectorAll('section')];
const count = document.querySelector('output');

function search() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const route of routes) {
    const text = route.textContent.toLowerCase();
    route.hidden = !words.every((word) => text.includes(word));
  }
  for (const group of groups) group.hidden = !group.querySelector('details:not([hidden])');
  const shown = routes.filter((route) => !route.hidden).length;
  count.textContent = `${shown} of ${routes.length}`;
}

box.addEventListener('input', search);
search();

// A link to a route opens it.
const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (named) named.open = true;
