import { expect, test } from 'vitest';
import { clipKind } from '../../../src/core/casework/clip.ts';

test.each([
  ['\0\0\0\x18ftypisom\0\0\x02\0', 'mp4'],
  ['\0\0\0\x14ftypmp42\0\0\0\0', 'mp4'],
  ['\0\0\0\x14ftypqt  \0\0\x02\0', 'quicktime'],
  ['\x1aE\xdf\xa3\x9fB\x86\x81\x01', 'webm'],
  ['\x1aE\ufffd\ufffd', 'webm'],
  ['\0\0\0\x18ftypheic\0\0\0\0', null],
  ['\0\0\0\x18ftypavif\0\0\0\0', null],
  ['\xff\xd8\xff\xe0\0\x10JFIF', null],
  ['\x89PNG\r\n\x1a\n', null],
  ['<svg xmlns="http', null],
  ['<!doctype html>', null],
  ['', null],
])('0.27 %j is told by its content to be %s', (head, kind) => {
  expect(clipKind(head)).toBe(kind);
});
