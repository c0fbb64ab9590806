/* Registrations only: a handler runs in a virtual machine of its own and sees nothing of this file. */
const byEventsOnly = require(`${__hooks}/sf.js`).BY_EVENTS_ONLY;

/*
 * No middleware for all routes: it would hold a virtual machine for as long as the request lasts, and an open map's realtime
 * connection lasts for ever. Thirty open maps brought the server from 1,100 answers a second to 30 that way.
 */
onBootstrap((e) => require(`${__hooks}/sf.js`).onBootstrap(e));
onRecordCreateRequest((e) => require(`${__hooks}/sf.js`).onEventCreate(e), 'events');
onRecordCreateRequest((e) => require(`${__hooks}/sf.js`).onPhotoCreate(e), 'photos');
onRecordCreateRequest((e) => require(`${__hooks}/sf.js`).onExposurePictureCreate(e), 'exposure_pictures');
onRecordCreateRequest((e) => require(`${__hooks}/sf.js`).onCatalogue(e), 'catalogues');
onRecordUpdateRequest((e) => require(`${__hooks}/sf.js`).onCatalogue(e), 'catalogues');
onRecordCreateRequest((e) => require(`${__hooks}/sf.js`).onMobileReading(e), 'mobile_readings');
onRecordCreateRequest(
  (e) => require(`${__hooks}/sf.js`).onGuardedChange(e),
  ...byEventsOnly.filter((name) => name !== 'events' && name !== 'photos'),
);
onRecordUpdateRequest((e) => require(`${__hooks}/sf.js`).onGuardedChange(e), ...byEventsOnly);
onRecordDeleteRequest((e) => require(`${__hooks}/sf.js`).onGuardedChange(e), ...byEventsOnly);
onCollectionUpdateRequest((e) => require(`${__hooks}/sf.js`).onGuardedCollection(e));
onCollectionDeleteRequest((e) => require(`${__hooks}/sf.js`).onGuardedCollection(e));
onCollectionsImportRequest((e) => require(`${__hooks}/sf.js`).onCollectionsImport(e));
onRecordUpdate((e) => require(`${__hooks}/sf.js`).onRowAltered(e), 'events');
onRecordDelete((e) => require(`${__hooks}/sf.js`).onRowAltered(e), ...byEventsOnly);
onRecordAuthWithPasswordRequest((e) => require(`${__hooks}/sf.js`).onPasswordLogin(e));

$app.rootCmd.addCommand(
  new Command({ use: 'demo FILE', run: (_, args) => require(`${__hooks}/sf.js`).demoCommand($app, args) }),
);
$app.rootCmd.addCommand(
  new Command({
    use: 'admin-link URL [NAME]',
    run: (_, args) => require(`${__hooks}/sf.js`).adminLinkCommand($app, args),
  }),
);
$app.rootCmd.addCommand(
  new Command({ use: 'rebuild', run: () => require(`${__hooks}/sf.js`).rebuildCommand($app) }),
);

// Off where a test decides itself when the minute turns.
if (process.env.SHANGFENG_CRON !== 'off')
  cronAdd('sf_tick', '* * * * *', () => require(`${__hooks}/sf.js`).onTickCron());
if (process.env.SHANGFENG_CRON !== 'off')
  cronAdd('sf_clocks', '* * * * *', () => require(`${__hooks}/sf.js`).onClockCron());
if (process.env.SHANGFENG_CRON !== 'off')
  cronAdd('sf_search', '* * * * *', () => require(`${__hooks}/sf.js`).onSearchFillCron());
// Cron is in UTC: 02:10 in Beijing, when nobody strikes.
if (process.env.SHANGFENG_CRON !== 'off')
  cronAdd('sf_prune', '10 18 * * *', () => require(`${__hooks}/sf.js`).onPruneCron());
if (process.env.SHANGFENG_CRON !== 'off')
  cronAdd('sf_escalate', '*/10 * * * *', () => require(`${__hooks}/sf.js`).onEscalateCron());
$app.rootCmd.addCommand(
  new Command({ use: 'escalate', run: () => require(`${__hooks}/sf.js`).onEscalateCommand() }),
);
if (process.env.SHANGFENG_CRON !== 'off')
  cronAdd('sf_look_back', '*/5 * * * *', () => require(`${__hooks}/sf.js`).onLookBackCron());
$app.rootCmd.addCommand(
  new Command({ use: 'look-back', run: () => require(`${__hooks}/sf.js`).onLookBackCommand() }),
);
if (process.env.SHANGFENG_CRON !== 'off')
  cronAdd('sf_frequency', '35 * * * *', () => require(`${__hooks}/sf.js`).onFrequencyCron());
$app.rootCmd.addCommand(
  new Command({ use: 'patrol-frequency', run: () => require(`${__hooks}/sf.js`).onFrequencyCommand() }),
);
if (process.env.SHANGFENG_CRON !== 'off')
  cronAdd('sf_reductions', '* * * * *', () => require(`${__hooks}/sf.js`).onReductionCron());
$app.rootCmd.addCommand(
  new Command({ use: 'reductions', run: () => require(`${__hooks}/sf.js`).onReductionCommand() }),
);
// 00:20 in Beijing: the day's lot is complete.
if (process.env.SHANGFENG_CRON !== 'off')
  cronAdd('sf_samples', '20 16 * * *', () => require(`${__hooks}/sf.js`).onSampleCron());
$app.rootCmd.addCommand(
  new Command({ use: 'samples', run: () => require(`${__hooks}/sf.js`).onSampleCommand() }),
);
$app.rootCmd.addCommand(
  new Command({ use: 'prune', run: () => require(`${__hooks}/sf.js`).onPruneCommand() }),
);
$app.rootCmd.addCommand(
  new Command({ use: 'clocks', run: () => require(`${__hooks}/sf.js`).onClockCommand() }),
);
$app.rootCmd.addCommand(
  new Command({
    use: 'search-fill [again]',
    run: (_, args) => require(`${__hooks}/sf.js`).onSearchFillCommand(args),
  }),
);
$app.rootCmd.addCommand(new Command({ use: 'tick', run: () => require(`${__hooks}/sf.js`).onTickCommand() }));
$app.rootCmd.addCommand(
  new Command({
    use: 'import FILE',
    run: (_, args) => require(`${__hooks}/sf.js`).importCommand($app, args),
  }),
);
// Tables may be long: these refuse one that is too long themselves, with its limit, before it is in memory (takeBody).
routerAdd('POST', '/api/sf/push/{feed}', (e) => require(`${__hooks}/sf.js`).push(e), $apis.bodyLimit(0));
routerAdd('GET', '/api/sf/hello', (e) => require(`${__hooks}/sf.js`).hello(e));
routerAdd('GET', '/api/sf/city', (e) => require(`${__hooks}/sf.js`).cityLists(e), $apis.gzip());
routerAdd('GET', '/api/sf/now', (e) => require(`${__hooks}/sf.js`).now(e), $apis.gzip());
routerAdd('GET', '/api/sf/history', (e) => require(`${__hooks}/sf.js`).history(e), $apis.gzip());
routerAdd('GET', '/api/sf/sources/{id}/suspicions', (e) => require(`${__hooks}/sf.js`).suspicions(e));
routerAdd('GET', '/api/sf/rose', (e) => require(`${__hooks}/sf.js`).rose(e));
routerAdd('POST', '/api/sf/tick', (e) => require(`${__hooks}/sf.js`).tickNow(e));
routerAdd('POST', '/api/sf/import', (e) => require(`${__hooks}/sf.js`).importRows(e), $apis.bodyLimit(0));
routerAdd('DELETE', '/api/sf/import/{batch}', (e) => require(`${__hooks}/sf.js`).undoImport(e));
routerAdd(
  'POST',
  '/api/sf/city-import',
  (e) => require(`${__hooks}/sf.js`).importCity(e),
  $apis.bodyLimit(0),
);
routerAdd('DELETE', '/api/sf/city-import/{batch}', (e) => require(`${__hooks}/sf.js`).undoCityImport(e));
$app.rootCmd.addCommand(
  new Command({
    use: 'city-import FILE',
    run: (_, args) => require(`${__hooks}/sf.js`).cityImportCommand($app, args),
  }),
);
// For everybody, signed in or not: what comes in is bounded before it is read.
routerAdd(
  'POST',
  '/api/sf/report',
  (e) => require(`${__hooks}/sf.js`).makeReport(e),
  $apis.bodyLimit(9_000_000),
);
routerAdd('GET', '/api/sf/report/{number}', (e) => require(`${__hooks}/sf.js`).lookReport(e));
routerAdd(
  'POST',
  '/api/sf/feedback',
  (e) => require(`${__hooks}/sf.js`).takeFeedback(e),
  $apis.bodyLimit(20_000),
);
routerAdd('GET', '/api/sf/public/area', (e) => require(`${__hooks}/sf.js`).publicArea(e), $apis.gzip());
routerAdd(
  'GET',
  '/api/sf/public/exposures',
  (e) => require(`${__hooks}/sf.js`).publicExposures(e),
  $apis.gzip(),
);
routerAdd(
  'GET',
  '/api/sf/public/listings',
  (e) => require(`${__hooks}/sf.js`).publicListings(e),
  $apis.gzip(),
);
routerAdd('POST', '/api/sf/reports/{id}/place', (e) => require(`${__hooks}/sf.js`).placeReport(e));
routerAdd(
  'POST',
  '/api/sf/exchange',
  (e) => require(`${__hooks}/sf.js`).exchangeCases(e),
  $apis.bodyLimit(0),
);
routerAdd('POST', '/api/sf/categories/preview', (e) => require(`${__hooks}/sf.js`).previewCategories(e));
routerAdd('POST', '/api/sf/categories', (e) => require(`${__hooks}/sf.js`).publishCategories(e));
routerAdd('POST', '/api/sf/ladders/preview', (e) => require(`${__hooks}/sf.js`).previewLadders(e));
routerAdd('POST', '/api/sf/ladders', (e) => require(`${__hooks}/sf.js`).publishLadders(e));
routerAdd('GET', '/api/sf/accounts', (e) => require(`${__hooks}/sf.js`).accountEmails(e));
routerAdd('POST', '/api/sf/accounts', (e) => require(`${__hooks}/sf.js`).makeAccount(e));
routerAdd('POST', '/api/sf/accounts/{id}/person', (e) => require(`${__hooks}/sf.js`).changeAccount(e));
routerAdd('POST', '/api/sf/accounts/{id}/post', (e) => require(`${__hooks}/sf.js`).moveAccount(e));
routerAdd('POST', '/api/sf/accounts/{id}/link', (e) => require(`${__hooks}/sf.js`).renewLink(e));
routerAdd('POST', '/api/sf/accounts/{id}/retire', (e) => require(`${__hooks}/sf.js`).retireAccount(e));
routerAdd('POST', '/api/sf/accounts/{id}/restore', (e) => require(`${__hooks}/sf.js`).restoreAccount(e));
routerAdd('POST', '/api/sf/feeds', (e) => require(`${__hooks}/sf.js`).makeFeed(e));
routerAdd('POST', '/api/sf/feeds/{id}/token', (e) => require(`${__hooks}/sf.js`).renewFeedToken(e));
routerAdd('POST', '/api/sf/feeds/{id}/exchange', (e) => require(`${__hooks}/sf.js`).allowExchange(e));
routerAdd('POST', '/api/sf/feeds/{id}/switch', (e) => require(`${__hooks}/sf.js`).switchFeed(e));

routerAdd('GET', '/api/sf/search', (e) => require(`${__hooks}/sf.js`).search(e));
routerAdd('GET', '/api/sf/blind-spots', (e) => require(`${__hooks}/sf.js`).blindSpotList(e));
routerAdd('GET', '/api/sf/red-black', (e) => require(`${__hooks}/sf.js`).redBlack(e));
routerAdd(
  'GET',
  '/api/sf/file/{collection}/{id}',
  (e) => require(`${__hooks}/sf.js`).wholeFile(e),
  $apis.gzip(),
);
routerAdd('GET', '/api/sf/counts', (e) => require(`${__hooks}/sf.js`).counts(e));
routerAdd(
  'GET',
  '/api/sf/reductions/{response}',
  (e) => require(`${__hooks}/sf.js`).reductions(e),
  $apis.gzip(),
);
routerAdd('GET', '/api/sf/columns', (e) => require(`${__hooks}/sf.js`).columns(e));
routerAdd('GET', '/api/sf/columns/keys', (e) => require(`${__hooks}/sf.js`).columnKeys(e));
routerAdd('GET', '/api/{path...}', (e) => require(`${__hooks}/sf.js`).unknownRoute(e));
routerAdd(
  'GET',
  '/assets/{path...}',
  $apis.static(`${require(`${__hooks}/sf.js`).publicDir($os.args)}/assets`, false),
  (e) => require(`${__hooks}/sf.js`).pageHeaders(e),
  $apis.gzip(),
);
routerAdd('GET', '/{path...}', $apis.static(require(`${__hooks}/sf.js`).publicDir($os.args), true), (e) =>
  require(`${__hooks}/sf.js`).pageHeaders(e),
);
