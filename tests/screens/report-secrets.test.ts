import { expect, it } from 'vitest';
import { readReportSecret } from '../../src/core/intake/public-report.ts';
import { ReportSecrets } from '../../src/screens/public/report-secrets.ts';

it('2.14 an unchanged form keeps its secret, a changed text or photo is another report, and so is another form', () => {
  const secrets = new ReportSecrets();
  const photo = new Blob(['x']);
  const first = secrets.of('text', photo);
  expect(readReportSecret(first)).toBe(first);
  expect(secrets.of('text', photo)).toBe(first);
  const changed = secrets.of('text, and more', photo);
  expect(changed).not.toBe(first);
  expect(secrets.of('text, and more', null)).not.toBe(changed);
  expect(new ReportSecrets().of('text', photo)).not.toBe(first);
});
