import { prewarm, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

// MapLibre 6 looks for its worker beside its own file, which a bundle has moved.
setWorkerUrl(workerUrl);
// It has half a megabyte to compile, which it can do while the screen is being set up.
prewarm();
