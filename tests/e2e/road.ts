import { connect, createServer, type Server, type Socket } from 'node:net';

/** The road from a tablet to the server: a TCP relay on this machine that can really be cut, connections and all. */
export class Road {
  private readonly sockets = new Set<Socket>();
  private readonly target: number;
  private server: Server | null = null;
  private port = 0;

  /** `to`: the server's address, `http://127.0.0.1:PORT`. */
  constructor(to: string) {
    this.target = Number(new URL(to).port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Lets traffic through; again after a cut, on the same port. */
  async open(): Promise<this> {
    const server = createServer((near) => this.join(near));
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(this.port, '127.0.0.1', done);
    });
    const address = server.address();
    this.port = typeof address === 'object' && address ? address.port : 0;
    this.server = server;
    return this;
  }

  /** Drops what is under way and refuses what comes. */
  async cut(): Promise<void> {
    const closed = new Promise<void>((done) => (this.server ? this.server.close(() => done()) : done()));
    for (const each of this.sockets) each.destroy();
    await closed;
    this.server = null;
  }

  private join(near: Socket): void {
    const far = connect(this.target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
