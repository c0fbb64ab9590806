/** True when the page came over https or from this machine: only then does a browser tell a position. */
export function isSecurePage(): boolean {
  // Some browsers' engines for tests do not know it.
  return (globalThis as { isSecureContext?: boolean }).isSecureContext !== false;
}
