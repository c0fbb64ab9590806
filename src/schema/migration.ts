import type { CollectionSpec, Field } from './field.ts';

/** A field as PocketBase's constructors take it. */
export interface FieldSetup {
  readonly ctor: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** PocketBase's own collection of users; its id is fixed. */
const USERS_ID = '_pb_users_auth_';
/** Not exactly this pattern: every insert scans the table (a NOCASE lookup that the primary key cannot serve). */
const ID_PATTERN = '^[a-z0-9]+$';

/**
 * The migration that makes the database what the schema says: collections first, relations, indexes and rules after, since
 * relations may be circular. It adds what is missing and updates what is there, never drops, so it may run again on a database
 * with data: build-server names a later one by the hash of this text.
 */
export function schemaMigration(collections: readonly CollectionSpec[]): string {
  const setups = collections.map((spec) => ({
    id: collectionId(spec.name),
    name: spec.name,
    kind: spec.kind,
    fields: spec.fields
      .filter((field) => field.type !== 'relation')
      .map((field) => fieldSetup(spec.name, field)),
    relations: spec.fields
      .filter((field) => field.type === 'relation')
      .map((field) => fieldSetup(spec.name, field)),
    indexes: spec.indexes,
    rules: spec.rules,
  }));
  return `migrate((app) => {
  const setups = ${JSON.stringify(setups)};
  const makers = {
    text: (o) => new TextField(o),
    number: (o) => new NumberField(o),
    bool: (o) => new BoolField(o),
    json: (o) => new JSONField(o),
    select: (o) => new SelectField(o),
    relation: (o) => new RelationField(o),
    file: (o) => new FileField(o),
  };
  const id = { name: "id", type: "text", system: true, primaryKey: true, required: true, min: 15, max: 32, pattern: ${JSON.stringify(ID_PATTERN)}, autogeneratePattern: "[a-z0-9]{15}" };
  const put = (collection, field) => {
    const old = collection.fields.getByName(field.options.name);
    collection.fields.add(makers[field.ctor](old ? { ...field.options, id: old.id } : field.options));
  };
  const find = (name) => {
    try {
      return app.findCollectionByNameOrId(name);
    } catch {
      return null;
    }
  };
  for (const setup of setups) {
    let collection = find(setup.name);
    if (!collection) collection = new Collection({ id: setup.id, name: setup.name, type: setup.kind, fields: [id] });
    const key = collection.fields.getByName("id");
    key.min = 15;
    key.max = 32;
    key.pattern = ${JSON.stringify(ID_PATTERN)};
    for (const field of setup.fields) put(collection, field);
    app.save(collection);
  }
  for (const setup of setups) {
    const collection = find(setup.name);
    for (const field of setup.relations) put(collection, field);
    if (setup.indexes.length) collection.indexes = setup.indexes;
    app.save(collection);
  }
  for (const setup of setups) {
    const collection = find(setup.name);
    collection.listRule = setup.rules.list;
    collection.viewRule = setup.rules.view;
    collection.createRule = setup.rules.create;
    collection.updateRule = setup.rules.update;
    collection.deleteRule = setup.rules.delete;
    if (setup.kind === "auth") {
      collection.manageRule = null;
      collection.authRule = setup.rules.signIn ?? "";
    }
    app.save(collection);
  }
}, () => {});
`;
}

export function collectionId(name: string): string {
  return name === 'users' ? USERS_ID : `pbc_${name}`;
}

function fieldSetup(collection: string, field: Field): FieldSetup {
  const base = { id: `${field.type}_${collection}_${field.name}`, name: field.name };
  switch (field.type) {
    case 'text':
      return {
        ctor: 'text',
        options: {
          ...base,
          max: field.max ?? 0,
          required: field.required ?? false,
          hidden: field.hidden ?? false,
          pattern: field.pattern ?? '',
        },
      };
    case 'number':
      return {
        ctor: 'number',
        options: { ...base, onlyInt: field.int ?? false, min: field.min ?? null, max: field.max ?? null },
      };
    case 'bool':
      return { ctor: 'bool', options: base };
    case 'json':
      return { ctor: 'json', options: { ...base, maxSize: field.maxSize ?? 0 } };
    case 'select':
      return {
        ctor: 'select',
        options: {
          ...base,
          values: field.values,
          maxSelect: field.many ? field.values.length : 1,
          required: field.required ?? false,
        },
      };
    case 'relation':
      return {
        ctor: 'relation',
        options: {
          ...base,
          collectionId: collectionId(field.to),
          maxSelect: field.many ? 999 : 1,
          required: field.required ?? false,
        },
      };
    case 'file':
      return {
        ctor: 'file',
        options: {
          ...base,
          maxSelect: 1,
          maxSize: field.maxSize,
          mimeTypes: field.mimeTypes,
          thumbs: field.thumbs ?? [],
          protected: field.protected ?? false,
        },
      };
  }
}
