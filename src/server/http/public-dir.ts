/** Folder of the built page: the value of --publicDir on the command line, or PocketBase's default. */
export function publicDir(args: readonly string[]): string {
  for (const [at, arg] of args.entries()) {
    if (arg.startsWith('--publicDir=')) return arg.slice('--publicDir='.length);
    if (arg === '--publicDir') return args[at + 1] ?? './pb_public';
  }
  return './pb_public';
}
