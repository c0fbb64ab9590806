// Before the first paint, and a file of its own because the content security policy forbids inline scripts.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('shangfeng.theme');
  } catch {
    chosen = null;
  }
  var known = ['light', 'dark', 'wall', 'sunlight'];
  var system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = known.indexOf(chosen) >= 0 ? chosen : system;
})();
