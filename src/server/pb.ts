/**
 * The parts of PocketBase's JavaScript API that the product uses, typed by hand.
 * Everything PocketBase puts into its global scope is reached through `host`, so that this file is the whole seam.
 */
export interface PbRecord {
  readonly id: string;
  get(field: string): unknown;
  getString(field: string): string;
  getInt(field: string): number;
  getFloat(field: string): number;
  getBool(field: string): boolean;
  /** The next save names only the fields that differ from what was read. */
  ignoreUnchangedFields(on: boolean): void;
  set(field: string, value: unknown): void;
  load(fields: object): void;
  setPassword(password: string): void;
  collection(): PbCollection;
  isNew(): boolean;
}
export interface PbCollection {
  readonly id: string;
  readonly name: string;
}
export interface Query {
  bind(values: Record<string, unknown>): Query;
  one(into: unknown): void;
  all(into: unknown): void;
  execute(): unknown;
}
export interface Db {
  newQuery(sql: string): Query;
}
export interface App {
  /** The data folder's path. */
  dataDir(): string;
  db(): Db;
  nonconcurrentDB(): Db;
  settings(): { trustedProxy: { headers: string[]; useLeftmostIP: boolean } };
  save(record: unknown): void;
  saveNoValidate(record: unknown): void;
  runInTransaction(work: (tx: App) => void): void;
  findCollectionByNameOrId(name: string): PbCollection;
  findCachedCollectionByNameOrId(name: string): PbCollection;
  findRecordById(collection: string, id: string): PbRecord;
  findFirstRecordByFilter(collection: string, filter: string, params?: object): PbRecord;
  findRecordsByFilter(
    collection: string,
    filter: string,
    sort?: string,
    limit?: number,
    offset?: number,
    params?: object,
  ): PbRecord[];
  store(): Store;
  subscriptionsBroker(): { clients(): Record<string, Client> };
  logger(): { error(text: string, ...pairs: unknown[]): void; info(text: string, ...pairs: unknown[]): void };
  readonly rootCmd: { addCommand(command: unknown): void };
}
export interface Store {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  has(key: string): boolean;
  remove(key: string): void;
  setIfLessThanLimit?(key: string, value: unknown, limit: number): boolean;
}
export interface Client {
  hasSubscription(topic: string): boolean;
  get(key: string): unknown;
  send(message: unknown): void;
}
export interface UploadedFile {
  readonly name: string;
  readonly originalName: string;
  readonly size: number;
  readonly reader: { open(): { close(): void } };
}
export interface RequestEvent {
  app: App;
  readonly auth: PbRecord | null;
  readonly request: {
    readonly method: string;
    readonly contentLength: number;
    readonly url: { readonly path: string; query(): { get(name: string): string } };
    readonly header: { get(name: string): string };
    /** A field of a form; parses the form at the first call. */
    formValue(name: string): string;
  };
  readonly response: {
    header(): { set(name: string, value: string): void; get(name: string): string; del(name: string): void };
    write(bytes: unknown): void;
    writeHeader(status: number): void;
  };
  next(): void;
  json(status: number, body: unknown): void;
  string(status: number, body: string): void;
  noContent(status: number): void;
  flush(): void;
  realIP(): string;
  hasSuperuserAuth(): boolean;
  requestInfo(): { readonly body: Record<string, unknown>; readonly query: Record<string, string> };
  findUploadedFiles(field: string): UploadedFile[];
}
/** Events of records: request and response hang on the event inside (the engine does not lift them up). */
export interface RecordEvent extends Omit<RequestEvent, 'request' | 'response'> {
  readonly requestEvent: RequestEvent;
  readonly record: PbRecord;
  readonly collection: PbCollection;
}
export interface CollectionEvent {
  readonly requestEvent: RequestEvent;
  readonly collection: PbCollection;
  next(): void;
}
export interface PasswordEvent extends Omit<RequestEvent, 'request' | 'response'> {
  readonly requestEvent: RequestEvent;
  readonly identity: string;
  readonly record: PbRecord | null;
}

declare const $app: App;
declare const $os: {
  readonly args: readonly string[];
  getenv(name: string): string;
  readFile(path: string): unknown;
};
declare const $security: {
  sha256(text: string): string;
  randomString(length: number): string;
  randomStringWithAlphabet(length: number, alphabet: string): string;
  equal(a: string, b: string): boolean;
};
declare const Record: new (collection: PbCollection, data?: object) => PbRecord;
declare const DynamicModel: new <T extends object>(shape: T) => T;
declare const arrayOf: <T>(model: T) => T[];
declare const ApiError: new (status: number, text: string, data?: object) => Error;
declare const SubscriptionMessage: new (message: { name: string; data: string }) => unknown;
declare const Command: new (options: object) => unknown;
declare const toString: (value: unknown, maxBytes?: number) => string;
declare const toBytes: (value: unknown, maxBytes?: number) => { readonly length: number };

/** PocketBase's globals; read at the time of use, since each virtual machine has its own. */
export const host = {
  get app(): App {
    return $app;
  },
  get args(): readonly string[] {
    return $os.args;
  },
  env: (name: string): string => $os.getenv(name),
  readFile: (path: string): string => toString($os.readFile(path)),
  /** SHA-256 of the text's UTF-8 bytes, lower-case hex. */
  sha256: (text: string): string => $security.sha256(text),
  /** In constant time. */
  equal: (a: string, b: string): boolean => $security.equal(a, b),
  randomString: (length: number): string => $security.randomString(length),
  randomOf: (length: number, alphabet: string): string =>
    $security.randomStringWithAlphabet(length, alphabet),
  newRecord: (collection: PbCollection, data: object = {}): PbRecord => new Record(collection, data),
  newCommand: (options: object): unknown => new Command(options),
  newMessage: (name: string, data: string): unknown => new SubscriptionMessage({ name, data }),
  apiError: (status: number, text: string, data?: object): Error => new ApiError(status, text, data),
  toString: (value: unknown, maxBytes?: number): string => toString(value, maxBytes),
  toBytes: (value: unknown, maxBytes?: number): { readonly length: number } => toBytes(value, maxBytes),
} as const;

/** The one row a query gives. Throws when there is none. */
export function queryOne<T extends object>(
  app: App,
  sql: string,
  shape: T,
  values: Record<string, unknown> = {},
): T {
  const into = new DynamicModel(shape);
  app.db().newQuery(sql).bind(values).one(into);
  return into;
}

/** All rows of a query. In a shape 0 is an integer and -0 a float, as DynamicModel has it. */
export function queryAll<T extends object>(
  app: App,
  sql: string,
  shape: T,
  values: Record<string, unknown> = {},
): T[] {
  const into = arrayOf(new DynamicModel(shape));
  app.db().newQuery(sql).bind(values).all(into);
  return into;
}
