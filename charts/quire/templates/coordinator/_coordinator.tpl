{{/*
The coordinator's pod template. Its flags are given as QUIRE_…, which it reads for every flag, so that
coordinator.config can pass any of them through. Argument: root.
*/}}
{{- define "quire.coordinator.pod" -}}
{{- $v := .Values }}
{{- $env := include "quire.coordinator.env" . | fromYaml }}
{{- range $flag, $value := $v.coordinator.config }}
{{- $_ := set $env (printf "QUIRE_%s" ($flag | replace "-" "_" | upper)) (kindIs "slice" $value | ternary (join "," $value) (toString $value)) }}
{{- end }}
{{- $list := include "quire.env" $env | fromYamlArray }}
{{- $list = prepend $list (dict "name" "POD_IP" "valueFrom" (dict "fieldRef" (dict "fieldPath" "status.podIP"))) }}{{/* first, because the addresses refer to it */}}
{{- $mounts := list (dict "name" "data" "mountPath" "/data") }}
{{- $volumes := list }}
{{- if eq $v.mode "external" }}
{{- $volumes = append $volumes (dict "name" "data" "emptyDir" (dict "sizeLimit" "64Mi")) }}
{{- end }}
{{- range include "quire.coordinator.secrets" . | fromYamlArray }}
{{- $volumes = append $volumes (dict "name" .name "secret" (dict "secretName" .secret "defaultMode" 256)) }}
{{- $mounts = append $mounts (dict "name" .name "mountPath" (printf "/secrets/%s" .name) "readOnly" true) }}
{{- end }}
{{- $ports := list (dict "name" "http" "containerPort" 7070) }}
{{- if eq $v.mode "allInOne" }}
{{- $ports = concat $ports (list (dict "name" "nats" "containerPort" 4222) (dict "name" "nats-ws" "containerPort" 4223) (dict "name" "s3" "containerPort" 9000)) }}
{{- end }}
{{- $container := dict
  "args" (list "serve") "ports" $ports
  "env" (concat $list ($v.coordinator.pod.extraEnv | default list))
  "volumeMounts" (concat $mounts ($v.coordinator.pod.extraVolumeMounts | default list))
  "startupProbe" (dict "httpGet" (dict "path" "/healthz" "port" "http") "periodSeconds" 2 "failureThreshold" 60)
  "livenessProbe" (dict "httpGet" (dict "path" "/healthz" "port" "http") "periodSeconds" 10 "timeoutSeconds" 5)
  "readinessProbe" (dict "httpGet" (dict "path" "/readyz" "port" "http") "periodSeconds" 2 "timeoutSeconds" 2 "failureThreshold" 2) }}
{{- with $v.coordinator.pod.extraEnvFrom }}{{ $_ := set $container "envFrom" . }}{{ end }}
{{- include "quire.pod" (dict "root" . "component" "coordinator" "image" $v.coordinator.image "pod" $v.coordinator.pod
  "resources" $v.coordinator.resources "container" $container "volumes" (concat $volumes ($v.coordinator.pod.extraVolumes | default list))) }}
{{- end }}

{{/* What the chart itself tells the coordinator. */}}
{{- define "quire.coordinator.env" -}}
QUIRE_LISTEN: ":7070"
QUIRE_ADVERTISE: http://$(POD_IP):7070
QUIRE_DATA_DIR: /data/coordinator
{{- with .Values.coordinator.operator }}
QUIRE_OPERATOR: {{ . | quote }}
{{- end }}
{{- if .Values.coordinator.receiptKey.existingSecret }}
QUIRE_RECEIPT_KEY: /secrets/receipt-key/{{ .Values.coordinator.receiptKey.key }}
{{- end }}
{{- with .Values.nats.publicURLs }}
QUIRE_NATS_PUBLIC: {{ join "," . | quote }}
{{- end }}
{{- with .Values.s3.publicEndpoint }}
QUIRE_S3_PUBLIC: {{ . | quote }}
{{- end }}
{{- if eq .Values.mode "allInOne" }}
QUIRE_NATS_LISTEN: $(POD_IP):4222
QUIRE_NATS_WEBSOCKET_LISTEN: $(POD_IP):4223
QUIRE_S3_LISTEN: $(POD_IP):9000
{{- else }}
QUIRE_ETCD: {{ join "," .Values.etcd.endpoints | quote }}
{{- with .Values.etcd.tls }}
{{- if .existingSecret }}
{{- with .caKey }}
QUIRE_ETCD_CA: /secrets/etcd/{{ . }}
{{- end }}
{{- with .certKey }}
QUIRE_ETCD_CERT: /secrets/etcd/{{ . }}
{{- end }}
{{- with .privateKeyKey }}
QUIRE_ETCD_KEY: /secrets/etcd/{{ . }}
{{- end }}
{{- end }}
{{- end }}
QUIRE_NATS: {{ join "," .Values.nats.urls | quote }}
QUIRE_NATS_ACCOUNT: {{ .Values.nats.account | quote }}
QUIRE_NATS_REPLICAS: {{ .Values.nats.replicas | quote }}
QUIRE_NATS_CREDS: /secrets/nats/{{ .Values.nats.credsKey }}
QUIRE_NATS_SIGNING_KEY: /secrets/nats/{{ .Values.nats.signingKeyKey }}
QUIRE_S3: {{ .Values.s3.endpoint | quote }}
QUIRE_S3_BUCKET: {{ .Values.s3.bucket | quote }}
QUIRE_S3_REGION: {{ .Values.s3.region | quote }}
AWS_ACCESS_KEY_ID: {secretKeyRef: {name: {{ .Values.s3.existingSecret | quote }}, key: {{ .Values.s3.accessKeyKey | quote }}}}
AWS_SECRET_ACCESS_KEY: {secretKeyRef: {name: {{ .Values.s3.existingSecret | quote }}, key: {{ .Values.s3.secretKeyKey | quote }}}}
{{- end }}
{{- end }}

{{/* Secrets that are mounted, each with the name of its folder. */}}
{{- define "quire.coordinator.secrets" -}}
{{- with .Values.coordinator.receiptKey.existingSecret }}
- {name: receipt-key, secret: {{ . | quote }}}
{{- end }}
{{- if eq .Values.mode "external" }}
- {name: nats, secret: {{ .Values.nats.existingSecret | quote }}}
{{- with .Values.etcd.tls.existingSecret }}
- {name: etcd, secret: {{ . | quote }}}
{{- end }}
{{- end }}
{{- end }}
