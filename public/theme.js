// Before the first paint, and a file of its own because the content security policy forbids inline scripts.
(function () {
  var chosen = remembered();
  var known = ['light', 'dark', 'wall', 'sunlight'];
  var system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = known.indexOf(chosen) >= 0 ? chosen : system;

  function remembered() {
    try {
      return localStorage.getItem('shangfeng.theme');
    } catch {
      return null;
    }
  }
})();
