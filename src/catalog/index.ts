export type { Provider, RequiredField, ServiceCategory, ServiceItem, WorkType } from "./service-item.ts";
