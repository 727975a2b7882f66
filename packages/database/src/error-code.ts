// The few database errors that are part of normal work, named; the rest are surprises and stay thrown.
// Codes: PostgreSQL manual, appendix A.
import pg from 'pg';

/** A row with this key exists (23505); with `constraint`, exactly that key. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && (constraint === undefined || error.constraint === constraint);

/** The role may not do that (42501). */
export const isInsufficientPrivilege = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '42501';
