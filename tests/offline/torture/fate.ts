import Dexie, { type DBCore, type DBCoreTable } from 'dexie';

/** What happens to a device: at one of its writes or requests the tab is gone, and while its disk is full it stores nothing. */
export class Fate {
  full = false;
  /** Resolves when the tab dies. */
  gone: Promise<void> = Promise.resolve();
  /** Hears of every row before it is written. */
  wrote: (table: string, row: { readonly id: string; readonly state?: string }) => void = () => undefined;
  private dead = false;
  private left = Infinity;
  private die: () => void = () => undefined;

  constructor() {
    this.revive();
  }

  /** The tab dies at the n-th write or request from now. */
  killAfter(moments: number): void {
    this.left = moments;
  }

  revive(): void {
    this.dead = false;
    this.left = Infinity;
    this.gone = new Promise((done) => (this.die = done));
  }

  /** One moment passes; false when the tab is dead after it. */
  lives(): boolean {
    if (--this.left <= 0 && !this.dead) {
      this.dead = true;
      this.die();
    }
    return !this.dead;
  }

  /** Puts it between a database and its tables. */
  over(db: Dexie): void {
    db.use({
      stack: 'dbcore',
      name: 'fate',
      create: (down: DBCore): DBCore => ({ ...down, table: (name) => this.table(down.table(name)) }),
    });
  }

  private table(down: DBCoreTable): DBCoreTable {
    return {
      ...down,
      mutate: (request) => {
        if (!this.lives()) return Dexie.Promise.reject(new Error('the tab is gone'));
        // What is deleted needs no room.
        const needsRoom = request.type === 'add' || request.type === 'put';
        if (this.full && needsRoom) return Dexie.Promise.reject(new Dexie.QuotaExceededError());
        if (request.type === 'put') for (const row of request.values) this.wrote(down.name, row);
        return down.mutate(request);
      },
    };
  }
}
