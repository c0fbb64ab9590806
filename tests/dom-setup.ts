import { configure } from '@testing-library/svelte';
// Dialogs load their code when they first open; here it is loaded before the clock of a test runs.
import '../src/ui/DialogBox.svelte';

// A busy machine is slow, not wrong: waiting ends when the thing is there.
configure({ asyncUtilTimeout: 20_000 });
