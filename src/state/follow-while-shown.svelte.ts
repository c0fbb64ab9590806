import { untrack } from 'svelte';

/** Something live that is followed until the function it returns is called. */
interface Followed {
  follow(): () => void;
}

/** Follows what `of` names for as long as the calling component is shown. What the following itself reads does not begin it anew. */
export function followWhileShown(of: () => Followed): void {
  $effect(() => {
    const followed = of();
    return untrack(() => followed.follow());
  });
}
