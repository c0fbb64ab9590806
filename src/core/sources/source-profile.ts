/** What is known about a source beside the fields all kinds share; the keys depend on the kind. */
export type SourceProfile = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
