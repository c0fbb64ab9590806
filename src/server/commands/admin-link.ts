import { host, queryAll, type App, type PbRecord } from '../pb.ts';

const FIRST_ADMIN = 'admin@shangfeng.local';

/**
 * One link with which the first admin sets a password, on the product's own page; null when there is an admin already.
 * `name` is what the first admin is called: the words are those of whoever runs the command.
 * The link dies with the first password set through it, and after three days (migrations/fixed-migrations.ts).
 */
export function adminLink(
  app: App,
  url: string,
  name: string,
): { readonly link: string; readonly email: string } | null {
  const [known] = queryAll(app, "SELECT id, email FROM users WHERE role = 'admin' ORDER BY id LIMIT 1", {
    id: '',
    email: '',
  });
  if (known && known.email !== FIRST_ADMIN) return null;
  const record = known ? app.findRecordById('users', known.id) : newAdmin(app, name);
  const token = (record as PbRecord & { newPasswordResetToken(): string }).newPasswordResetToken();
  return { link: `${url.replace(/\/$/, '')}/set-password#${token}`, email: FIRST_ADMIN };
}

function newAdmin(app: App, name: string): PbRecord {
  const record = host.newRecord(app.findCollectionByNameOrId('users'), {
    email: FIRST_ADMIN,
    name,
    role: 'admin',
    locale: 'zh-CN',
  });
  record.setPassword(host.randomString(40));
  app.save(record);
  return record;
}
