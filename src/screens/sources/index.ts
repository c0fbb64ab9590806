import { moreWords } from '../../text/more-words.ts';

await moreWords('sources');

export { default } from './index.svelte';
