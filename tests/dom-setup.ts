import { configure } from '@testing-library/svelte';

// A busy machine is slow, not wrong: waiting ends when the thing is there.
configure({ asyncUtilTimeout: 10_000 });
