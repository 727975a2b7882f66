// Calls to this service: same origin, the session in a cookie, a header that no form can send.
import type { Problem } from '@shishobako/contracts/problem';

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
const offline: Problem = {
  type: 'about:blank',
  title: '通信できませんでした',
  status: 0,
  code: 'offline',
  titles: { ja: '通信できませんでした', en: 'The service could not be reached' },
  advice: { ja: '接続を確かめて、もう一度お試しください。', en: 'Check the connection and try again.' },
  retry: true,
};

export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Answer<T>> {
  const isForm = body instanceof FormData;
  try {
    const response = await fetch(`/v1/operator/${path}`, {
      method,
      credentials: 'same-origin',
      headers: { 'x-shishobako-console': '1', ...(body && !isForm && { 'content-type': 'application/json' }) },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const value = text === '' ? undefined : JSON.parse(text);
    return response.ok ? { ok: true, value } : { ok: false, problem: value };
  } catch {
    return { ok: false, problem: offline };
  }
}
