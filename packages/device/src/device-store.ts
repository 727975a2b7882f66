// What a device keeps: keys that cannot be exported, and the little it must remember between two pages of one sign-in.

/** Key-value store; values must survive structured cloning (CryptoKey included) where they are meant to last. */
export type DeviceStore = {
  get(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
  delete(name: string): Promise<void>;
};

/** For programs and tests: forgets everything at the end of the process. */
export function makeMemoryStore(): DeviceStore {
  const values = new Map<string, unknown>();
  return {
    get: async (name) => values.get(name),
    set: async (name, value) => void values.set(name, value),
    delete: async (name) => void values.delete(name),
  };
}

const finished = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** For browsers: IndexedDB keeps CryptoKey objects without ever showing their bytes to the page. */
export function makeBrowserStore(databaseName = 'shishobako-device'): DeviceStore {
  let opening: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> => {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(databaseName, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('values');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opening;
  };
  const store = async (mode: IDBTransactionMode) => (await open()).transaction('values', mode).objectStore('values');
  return {
    get: async (name) => finished((await store('readonly')).get(name)),
    async set(name, value) {
      await finished((await store('readwrite')).put(value, name));
    },
    async delete(name) {
      await finished((await store('readwrite')).delete(name));
    },
  };
}
