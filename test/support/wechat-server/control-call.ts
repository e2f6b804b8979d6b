import { z } from "zod";
import { bodyOf, type Exchange, type Handled, type Route } from "./route.ts";
import type { World } from "./world.ts";

export const controlPrefix = "/_control";

/** A call to the control interface that cannot be understood; answered with HTTP 400. */
export class ControlError extends Error {}

/** A call of the control interface: the body is JSON that `schema` knows; without a body the query is read. */
export function control<T>(
  method: Route["method"],
  path: string,
  schema: z.ZodType<T>,
  act: (world: World, body: T, exchange: Exchange) => object | Promise<object>,
): Route {
  const handle = async (world: World, exchange: Exchange): Promise<Handled> => {
    const parsed = schema.safeParse(exchange.text === "" ? Object.fromEntries(exchange.query) : bodyOf(exchange));
    if (!parsed.success) throw new ControlError(z.prettifyError(parsed.error));
    return { ...(await act(world, parsed.data, exchange)) };
  };
  return { method, path: `${controlPrefix}${path}`, handle };
}
