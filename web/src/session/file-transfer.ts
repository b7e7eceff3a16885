/** How a file's bytes go to the server and come from it; a test brings its own. */
export interface FileTransfer {
  /** True once the server has it. */
  put: (
    file: string,
    ticket: string,
    content: Blob,
    onsent: (sentBytes: number) => void,
    signal: AbortSignal,
  ) => Promise<boolean>;
  /** False where it did not all come, or `take` wanted no more. */
  fetch: (
    file: string,
    ticket: string,
    take: (piece: Uint8Array) => Promise<boolean>,
    signal: AbortSignal,
  ) => Promise<boolean>;
}

const pathOf = (file: string) => `/api/files/${file}`;

export const overHttp: FileTransfer = {
  // Of the two ways that browsers have, this one tells how much is sent.
  put: (file, ticket, content, onsent, signal) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('PUT', pathOf(file));
      request.setRequestHeader('Authorization', `Bearer ${ticket}`);
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.upload.onprogress = (event) => {
        onsent(event.loaded);
      };
      request.onloadend = () => {
        resolve(request.status === 204);
      };
      signal.addEventListener('abort', () => {
        request.abort();
      });
      request.send(content);
    }),

  fetch: async (file, ticket, take, signal) => {
    try {
      const answer = await fetch(pathOf(file), {
        headers: { Authorization: `Bearer ${ticket}` },
        cache: 'no-store',
        credentials: 'omit',
        signal,
      });
      const reader = answer.ok ? answer.body?.getReader() : undefined;
      if (reader === undefined) return false;
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        if (await take(read.value)) continue;
        await reader.cancel();
        return false;
      }
      return true;
    } catch {
      return false;
    }
  },
};
