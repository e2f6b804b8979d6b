/** The service catalog (服务清单): what can be asked for, and the rules that travel with each item. */
export { type Catalog, type CatalogDeps, catalogOf, type OpenCatalog, openCatalog, saveItem } from "./catalog.ts";
export {
  askedTrainings,
  demandsOf,
  type ItemDemands,
  isConfidential,
  isEscort,
  isForMinors,
  isHomeVisit,
  isLowRisk,
} from "./item-rules.ts";
export type { Provider, RequiredField, ServiceCategory, ServiceItem, WorkType } from "./service-item.ts";
