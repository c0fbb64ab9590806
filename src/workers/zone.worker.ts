import { runZoneJob, type ZoneJob } from './zone-job.ts';

/** One question, one answer, matched by `n`; the page keeps only the newest. */
addEventListener('message', (event: MessageEvent<{ n: number; job: ZoneJob }>) => {
  const { n, job } = event.data;
  postMessage({ n, answer: runZoneJob(job) });
});
