// The few database errors that are part of normal work, named; the rest are surprises and stay thrown.
// Codes: PostgreSQL manual, appendix A.
import pg from 'pg';

/** A row with this key exists (23505); with `constraint`, exactly that key. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && (constraint === undefined || error.constraint === constraint);

/** The row it points to does not exist, or is still pointed to (23503). */
export const isForeignKeyViolation = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '23503';

/** Two transactions could not be put in an order, or waited for each other (40001, 40P01): doing it again helps. */
export const isSerializationFailure = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01');

/** The role may not do that (42501). */
export const isInsufficientPrivilege = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '42501';
