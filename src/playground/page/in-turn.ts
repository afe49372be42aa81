/** What is sent while something else is on its way waits for it; the same once more, under the same name, is a second press. */
export function createTurns(): (name: string, send: () => Promise<void>) => void {
  const waiting = new Set<string>();
  let last = Promise.resolve();
  return (name, send) => {
    if (waiting.has(name)) return;
    waiting.add(name);
    last = last.then(send).finally(() => waiting.delete(name));
  };
}
