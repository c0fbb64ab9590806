import type { PostRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** The posts that a person held and holds; everybody sees his own. Throws the SDK's error. */
export async function fetchOwnPosts(person: string): Promise<PostRecord[]> {
  const filter = client.filter('user = {:person}', { person });
  return client.collection('posts').getFullList<PostRecord>({ filter, skipTotal: true });
}
