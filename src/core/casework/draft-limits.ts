/** Longest payload of an event, in characters of its canonical JSON. */
export const MAX_PAYLOAD_CHARS = 1_000_000;

/** Longest event the door reads and a refusal keeps: a payload of which every character needs an escape as text, and the rest. */
export const MAX_DRAFT_CHARS = 2 * MAX_PAYLOAD_CHARS + 100_000;
