// One way to make an HTTP server: validation by contract schemas, problems for errors, access on every route, OpenAPI for readers.

import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController, type RawServerDefault } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { type Access, publicAccess } from './access.ts';
import { makeLogger } from './logger.ts';
import { commonProblem, ProblemError, problemBody } from './problems.ts';
import type { ListenConfig, Running } from './service-config.ts';

export type Server = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

export type ServerOptions = {
  /** Short name, in logs and in the OpenAPI title: `portal`. */
  readonly name: string;
  /** One sentence for the OpenAPI page. */
  readonly description: string;
  readonly listen: ListenConfig;
  /** Largest body in bytes; routes may set their own. Default 1 MiB. */
  readonly bodyLimit?: number;
  /** Requests a minute from one address. Default 6,000. */
  readonly ratePerMinute?: number;
  /** True while it can serve; false makes /health answer 503. */
  readonly healthy?: () => Promise<boolean>;
};

function toProblemError(error: FastifyError | ProblemError | Error): ProblemError {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((v) => ({ path: v.instancePath || '/', message: v.message ?? 'invalid' }));
    return commonProblem({ kind: 'request.invalid', errors });
  }
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return commonProblem({ kind: 'request.too-large' });
  if (status === 415) return commonProblem({ kind: 'request.media-type' });
  if (status === 429) return commonProblem({ kind: 'request.too-many' });
  if (status !== undefined && status >= 400 && status < 500) return commonProblem({ kind: 'request.invalid', detail: error.message });
  return commonProblem({ kind: 'internal' });
}

/** A server with everything but its own routes; each route must set `config.access`. */
export async function makeServer(options: ServerOptions): Promise<Server> {
  const logger = makeLogger(options.name, options.listen.logLevel);
  const server = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => crypto.randomUUID(),
    bodyLimit: options.bodyLimit ?? 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);

  server.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = toProblemError(error);
    if (problem.definition.status >= 500)
      request.log.error({ err: error, code: problem.code, action: request.routeOptions.config.access?.action }, 'request failed');
    return reply
      .code(problem.definition.status)
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(problemBody(problem, request.id, request.headers['accept-language']));
  });
  server.setNotFoundHandler(() => {
    throw commonProblem({ kind: 'not-found' });
  });

  server.addHook('onRoute', (route) => {
    const infrastructure = route.method === 'OPTIONS' || route.method === 'HEAD' || /^\/(docs|assets)\//.test(`${route.url}/`);
    if (!infrastructure && !route.config?.access)
      throw new Error(`${options.name}: route ${String(route.method)} ${route.url} names no access`);
  });
  server.addHook('onRequest', async (request) => {
    refuseDuplicateParameters(request.url);
    const access: Access | undefined = request.routeOptions.config.access;
    await access?.check(request);
  });
  server.addHook('onResponse', async (request, reply) => {
    request.log.debug(
      { action: request.routeOptions.config.access?.action, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });

  await server.register(helmet, { global: true, crossOriginResourcePolicy: { policy: 'same-site' } });
  await server.register(cors, {
    origin: [...options.listen.allowedOrigins],
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'dpop', 'accept-language'],
    exposedHeaders: ['dpop-nonce', 'www-authenticate', 'retry-after'],
    maxAge: 600,
  });
  await server.register(rateLimit, { max: options.ratePerMinute ?? 6000, timeWindow: 60_000 });
  await server.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: `Shishobako ${options.name}`, description: options.description, version: '0.1.0' } },
    transform: jsonSchemaTransform,
  });
  await server.register(swaggerUi, { routePrefix: '/docs' });
  server.get('/health', { config: { access: publicAccess('health') }, schema: { hide: true } }, async (_request, reply) => {
    const healthy = (await options.healthy?.()) ?? true;
    return reply.code(healthy ? 200 : 503).send({ service: options.name, healthy });
  });
  server.get('/openapi.json', { config: { access: publicAccess('openapi') }, schema: { hide: true } }, async () => server.swagger());
  return server;
}

/** A parameter given twice is refused: two readers could each take another one. */
function refuseDuplicateParameters(url: string): void {
  const at = url.indexOf('?');
  if (at < 0) return;
  const names = [...new URLSearchParams(url.slice(at)).keys()];
  if (new Set(names).size !== names.length) throw commonProblem({ kind: 'request.invalid', detail: 'duplicate query parameter' });
}

/** Listens as configured; `close` first stops taking requests, then runs `onClose` (jobs, pools) in order. */
export async function listen(server: Server, config: ListenConfig, onClose: readonly (() => Promise<void>)[] = []): Promise<Running> {
  await server.listen({ host: config.host, port: config.port });
  return {
    url: config.publicUrl,
    async close() {
      await server.close();
      for (const close of onClose) await close();
    },
  };
}
