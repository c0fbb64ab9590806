import './ui/tokens.css';
import './ui/global.css';
import './ui/patterns.css';
import { mount } from 'svelte';
import { firstLoad } from './first-load.ts';

firstLoad(location.pathname);

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
// Apart from this file: the app waits for its words, and what is asked for above need not.
const { default: App } = await import('./App.svelte');
mount(App, { target });
