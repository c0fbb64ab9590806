/* Registrations only: a handler runs in a virtual machine of its own and sees nothing of this file. */
/* Before PocketBase's own body limit (-990), so that its refusals have our headers and shape too. */
routerUse(new Middleware((e) => require(`${__hooks}/sf.js`).securityHeaders(e), -1100));
routerUse(new Middleware((e) => require(`${__hooks}/sf.js`).bodyLimit(e), -1099));

routerAdd('GET', '/api/{path...}', (e) => require(`${__hooks}/sf.js`).unknownRoute(e));
routerAdd(
  'GET',
  '/assets/{path...}',
  $apis.static(`${require(`${__hooks}/sf.js`).publicDir($os.args)}/assets`, false),
  $apis.gzip(),
);
routerAdd('GET', '/{path...}', $apis.static(require(`${__hooks}/sf.js`).publicDir($os.args), true));
