/** Fills openSince and openDueAt of cases that did not come through the event door: a loaded city, a database from before. */
export const fillOpenSql =
  "UPDATE problems SET openSince = iif(state IN ('fixed_on_spot','closed','void'), 0, foundAt), " +
  "openDueAt = iif(state IN ('fixed_on_spot','closed','void'), 0, deadlineAt) " +
  "WHERE openSince != iif(state IN ('fixed_on_spot','closed','void'), 0, foundAt) " +
  "OR openDueAt != iif(state IN ('fixed_on_spot','closed','void'), 0, deadlineAt)";
