import { expect, test } from 'vitest';
import { makeMemoryStore } from './device-store.ts';
import { forgetProfileKey, makeProfileStore } from './profile-store.ts';

const profile = { person: { name: { full: '見本 太郎' } } };

test('keeps a profile for its person alone', async () => {
  const store = makeMemoryStore();
  await makeProfileStore(store, 'taro').write(profile);
  expect(await makeProfileStore(store, 'taro').read()).toEqual({ ok: true, value: profile });
  expect(await makeProfileStore(store, 'hanako').read()).toEqual({ ok: true, value: undefined });
});

test('nothing readable lies in the store, and the key cannot leave', async () => {
  const store = makeMemoryStore();
  await makeProfileStore(store, 'taro').write(profile);
  const kept = await store.get('profile/v1/taro');
  const { ct } = kept as { ct: ArrayBuffer };
  expect(new TextDecoder().decode(ct)).not.toContain('見本');
  const key = (await store.get('profile-key/v1')) as CryptoKey;
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('two writings of the same words do not look the same', async () => {
  const store = makeMemoryStore();
  const profiles = makeProfileStore(store, 'taro');
  await profiles.write(profile);
  const { ct: first } = (await store.get('profile/v1/taro')) as { ct: ArrayBuffer };
  await profiles.write(profile);
  const { ct: second } = (await store.get('profile/v1/taro')) as { ct: ArrayBuffer };
  expect(new Uint8Array(second)).not.toEqual(new Uint8Array(first));
});

test('says so when it cannot be read: changed, moved to another person, or the key is gone', async () => {
  const store = makeMemoryStore();
  const profiles = makeProfileStore(store, 'taro');
  const unreadable = { ok: false, error: { kind: 'profile.unreadable' } };
  await profiles.write(profile);
  const kept = (await store.get('profile/v1/taro')) as { iv: Uint8Array; ct: ArrayBuffer };
  await store.set('profile/v1/hanako', kept);
  expect(await makeProfileStore(store, 'hanako').read()).toEqual(unreadable);
  const changed = new Uint8Array(kept.ct.slice(0));
  changed[3] = (changed[3] ?? 0) ^ 1;
  await store.set('profile/v1/taro', { iv: kept.iv, ct: changed.buffer });
  expect(await profiles.read()).toEqual(unreadable);
  await profiles.write(profile);
  await forgetProfileKey(store);
  expect(await profiles.read()).toEqual(unreadable);
});

test('deleted is deleted', async () => {
  const store = makeMemoryStore();
  const profiles = makeProfileStore(store, 'taro');
  await profiles.write(profile);
  await profiles.delete();
  expect(await profiles.read()).toEqual({ ok: true, value: undefined });
  expect(await store.get('profile/v1/taro')).toBeUndefined();
});
