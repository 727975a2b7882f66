// Puts oidc-provider behind Fastify: its own routes by name, bodies unread (the library parses them), and the address it believes in
// taken from the configuration, never from a Host or X-Forwarded header.
import { type Access, publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';

const routes: readonly (readonly ['GET' | 'POST', string, Access])[] = [
  ['GET', '/.well-known/openid-configuration', publicAccess('oidc.discovery')],
  ['GET', '/.well-known/oauth-authorization-server', publicAccess('oidc.discovery')],
  ['GET', '/jwks', publicAccess('oidc.keys')],
  ['POST', '/request', publicAccess('oidc.pushed-request')],
  ['GET', '/auth', publicAccess('oidc.authorize')],
  ['GET', '/auth/:uid', publicAccess('oidc.authorize')],
  ['POST', '/token', publicAccess('oidc.token')],
  ['GET', '/session/end', publicAccess('oidc.sign-out')],
  ['POST', '/session/end', publicAccess('oidc.sign-out')],
  ['POST', '/session/end/confirm', publicAccess('oidc.sign-out')],
  ['GET', '/session/end/success', publicAccess('oidc.sign-out')],
];

export async function mountProvider(server: Server, provider: Provider): Promise<void> {
  const { host, protocol } = new URL(provider.issuer);
  const answer = provider.callback();
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const { headers } = request.raw;
      headers.host = host;
      headers['x-forwarded-proto'] = protocol.slice(0, -1);
      delete headers['x-forwarded-host'];
      reply.hijack();
      await answer(request.raw, reply.raw);
    };
    for (const [method, url, access] of routes) scope.route({ method, url, config: { access }, schema: { hide: true }, handler });
  });
}
