export { adminLinkCommand, demoCommand, rebuildCommand } from './commands/commands.ts';
export {
  BY_EVENTS_ONLY,
  onCollectionsImport,
  onGuardedCollection,
  onGuardedChange,
  onRowAltered,
} from './events/guard.ts';
export { onCatalogue } from './events/on-catalogue.ts';
export { onEventCreate } from './events/on-create.ts';
export { onExposurePictureCreate } from './events/on-exposure-picture.ts';
export { onPhotoCreate } from './events/on-photo.ts';
export { onPasswordLogin } from './http/login-limit.ts';
export { onBootstrap } from './http/trusted-proxy.ts';
export { publicDir } from './http/public-dir.ts';
export { pageHeaders } from './http/security-headers.ts';
export { unknownRoute } from './http/unknown-route.ts';
export { onClockCommand, onClockCron } from './jobs/run-clocks.ts';
export { onEscalateCommand, onEscalateCron } from './jobs/escalate.ts';
export { onLookBackCommand, onLookBackCron } from './jobs/look-back.ts';
export { onFrequencyCommand, onFrequencyCron } from './jobs/patrol-frequency.ts';
export { onReductionCommand, onReductionCron } from './jobs/reduce-sources.ts';
export { onSampleCommand, onSampleCron } from './jobs/draw-samples.ts';
export { onPruneCommand, onPruneCron } from './jobs/prune.ts';
export { onTickCommand, onTickCron } from './jobs/run-tick.ts';
export {
  accountEmails,
  changeAccount,
  makeAccount,
  moveAccount,
  renewLink,
  restoreAccount,
  retireAccount,
} from './routes/accounts.ts';
export { previewCategories, publishCategories } from './routes/categories.ts';
export { cityLists } from './routes/city.ts';
export { blindSpotList, redBlack, wholeFile } from './routes/escalation.ts';
export { exchangeCases } from './routes/exchange.ts';
export { hello } from './routes/hello.ts';
export { cityImportCommand, importCity, undoCityImport } from './routes/city-import.ts';
export { allowExchange, makeFeed, renewFeedToken, switchFeed } from './routes/feeds-admin.ts';
export { takeFeedback } from './routes/feedback.ts';
export { history } from './routes/history.ts';
export { importCommand, importRows, undoImport } from './routes/import.ts';
export { now, tickNow } from './routes/now.ts';
export { push } from './routes/push.ts';
export { publicArea } from './routes/public-area.ts';
export { publicExposures } from './routes/public-exposures.ts';
export { previewLadders, publishLadders } from './routes/ladders.ts';
export { publicListings } from './routes/public-listings.ts';
export { lookReport, makeReport } from './routes/report.ts';
export { placeReport } from './routes/report-place.ts';
export { suspicions } from './routes/suspicions.ts';
export { rose } from './routes/rose.ts';
export { columnKeys, columns } from './routes/columns.ts';
export { onMobileReading } from './feeds/on-mobile-reading.ts';
export { counts } from './routes/counts.ts';
export { reductions } from './routes/reductions.ts';
export { search } from './routes/search.ts';
export { onSearchFillCommand, onSearchFillCron } from './search/fill-search.ts';
