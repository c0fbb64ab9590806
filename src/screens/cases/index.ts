import { moreWords } from '../../text/more-words.ts';

await moreWords('cases');

export { default } from './index.svelte';
