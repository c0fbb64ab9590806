import { fetchOwnPosts } from '../api/own-posts.ts';
import type { Capability } from '../core/people/account-rules.ts';
import { session } from './session.svelte.ts';

/** What the posts that this person holds now add to the role: leading a group, exposing. Empty until they are known, and offline. */
class OwnPosts {
  capabilities = $state.raw<readonly Capability[]>([]);
  #of = '';

  /** The dispatcher and leaders expose by their role; an inspector by his post (exposure group). */
  get exposes(): boolean {
    const { role } = session;
    if (role === 'dispatcher' || role === 'leader') return true;
    return role === 'inspector' && this.capabilities.includes('exposure_member');
  }

  /** Asked once a person. Never throws. */
  async load(person: string): Promise<void> {
    if (this.#of === person) return;
    this.#of = person;
    this.capabilities = [];
    try {
      const now = Date.now();
      const posts = await fetchOwnPosts(person);
      const held = posts.filter((each) => each.fromAt <= now && (each.untilAt === 0 || each.untilAt > now));
      if (this.#of === person) this.capabilities = held.flatMap((each) => each.capabilities);
    } catch {
      if (this.#of === person) this.#of = '';
    }
  }
}

export const ownPosts = new OwnPosts();
