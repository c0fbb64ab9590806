/** What PocketBase's HTTP client gives back; `body` are bytes. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: unknown;
}

declare const $http: {
  send(options: {
    url: string;
    method: string;
    headers?: Record<string, string>;
    timeout: number;
  }): HttpAnswer;
};

/** GET with a time limit in seconds. Throws when the other side does not answer in time or cuts the answer. */
export function httpGet(url: string, timeoutS: number): HttpAnswer {
  return $http.send({ url, method: 'GET', headers: { accept: 'application/json' }, timeout: timeoutS });
}
