/** The list of ledgers as it was left: one comes back from a page to the same list, and goes on to its neighbours. */
class LedgerListState {
  search = $state.raw<Readonly<Record<string, string>>>({});
  ids = $state.raw<readonly string[]>([]);
}

export const ledgerListState = new LedgerListState();
