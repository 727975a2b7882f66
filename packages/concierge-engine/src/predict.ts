// Which life events may follow, when and why: a rule of thumb from the catalogue, computed on the device, switched off by leaving it out (CON-10).
import { add, type IsoDate, isIsoDate, type Unit } from './calendar.ts';
import type { Catalogue } from './catalogue-schema.ts';
import { at } from './feel/scope.ts';
import type { Prediction } from './plan-types.ts';

const LIKELY = { high: 0, medium: 1, low: 2 };

export function predict(catalogue: Catalogue, active: readonly string[], context: unknown, asOf: IsoDate): Prediction[] {
  const events = new Map(catalogue.lifeEvents.map((e) => [e.id, e]));
  return catalogue.eventChains
    .filter((chain) => active.includes(chain.from) && !active.includes(chain.to))
    .flatMap((chain): Prediction[] => {
      const to = events.get(chain.to);
      if (to === undefined) return [];
      const key = events.get(chain.from)?.keyAttribute;
      const value = key === null || key === undefined ? undefined : at(context, key.split('.'));
      const start = isIsoDate(value) ? value : asOf;
      const lag = parseLag(chain.lag);
      const latest = lag === undefined ? null : add(start, lag.max, lag.unit);
      const earliest = lag === undefined ? null : add(start, lag.min, lag.unit);
      return [
        {
          from: chain.from,
          event: chain.to,
          name: to.name,
          earliest,
          latest,
          lag: chain.lag,
          likelihood: chain.likelihood,
          reason: chain.reason,
        },
      ];
    })
    .filter((p) => p.latest === null || p.latest >= asOf)
    .sort((a, b) => rank(a) - rank(b));
}

const rank = (p: Prediction): number => LIKELY[p.likelihood === 'high' || p.likelihood === 'medium' ? p.likelihood : 'low'];

function parseLag(text: string): { min: number; max: number; unit: Unit } | undefined {
  const m = /^(\d+)(?:-(\d+))? (day|week|month|year)s?$/.exec(text);
  const unit = m?.[3];
  if (m === null || (unit !== 'day' && unit !== 'week' && unit !== 'month' && unit !== 'year')) return undefined;
  const min = Number(m[1]);
  return { min, max: m[2] === undefined ? min : Number(m[2]), unit };
}
