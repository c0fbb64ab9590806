import { fetchWholeFile } from '../../api/escalation.ts';

/** Saves everything behind a row as a file on this computer. Throws the SDK's error. */
export async function saveFile(collection: string, id: string): Promise<void> {
  const file = await fetchWholeFile(collection, id);
  const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${collection}-${id}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
