package dockerimage

import (
	"context"

	"github.com/docker/docker/api/types/registry"
	"github.com/docker/docker/client"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// Connect returns the client of the daemon that the provider is configured for, and its registry credentials.
type Connect func(context.Context) (*client.Client, map[string]registry.AuthConfig, error)

// Server handles the Image resource and hands everything else to another provider.
type Server struct {
	pulumirpc.ResourceProviderServer
	host    *provider.HostClient
	connect Connect
	stopped context.Context
	stop    context.CancelFunc
}

// NewServer returns a server in front of `rest`.
func NewServer(host *provider.HostClient, rest pulumirpc.ResourceProviderServer, connect Connect) *Server {
	stopped, stop := context.WithCancel(context.Background())
	return &Server{rest, host, connect, stopped, stop}
}

func isImage(urn string) bool { return string(resource.URN(urn).Type()) == Type }

var keepAll = plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true, KeepResources: true}

func marshal(properties resource.PropertyMap) (*structpb.Struct, error) {
	return plugin.MarshalProperties(properties, keepAll)
}

func unmarshal(properties *structpb.Struct) (resource.PropertyMap, error) {
	return plugin.UnmarshalProperties(properties, keepAll)
}

// Check completes the inputs and says what is wrong with them.
func (s *Server) Check(ctx context.Context, req *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	if !isImage(req.GetUrn()) {
		return s.ResourceProviderServer.Check(ctx, req)
	}
	inputs, err := unmarshal(req.GetNews())
	if err != nil {
		return nil, err
	}
	checked, failures := check(inputs)
	properties, err := marshal(checked)
	return &pulumirpc.CheckResponse{Inputs: properties, Failures: failures}, err
}

// Create builds the image. A preview builds it where the inputs say so.
func (s *Server) Create(ctx context.Context, req *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	if !isImage(req.GetUrn()) {
		return s.ResourceProviderServer.Create(ctx, req)
	}
	id, properties, err := s.apply(ctx, req.GetUrn(), req.GetProperties(), req.GetPreview())
	return &pulumirpc.CreateResponse{Id: id, Properties: properties}, err
}

// Update builds the image anew.
func (s *Server) Update(ctx context.Context, req *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	if !isImage(req.GetUrn()) {
		return s.ResourceProviderServer.Update(ctx, req)
	}
	_, properties, err := s.apply(ctx, req.GetUrn(), req.GetNews(), req.GetPreview())
	return &pulumirpc.UpdateResponse{Properties: properties}, err
}

func (s *Server) apply(ctx context.Context, urn string, in *structpb.Struct, preview bool) (string, *structpb.Struct, error) {
	inputs, err := unmarshal(in)
	if err != nil {
		return "", nil, err
	}
	a := parse(inputs)
	if preview && (!a.buildOnPreview || inputs.ContainsUnknowns()) {
		properties, err := marshal(outputs(inputs, nil))
		return "", properties, err
	}
	image, err := s.build(ctx, resource.URN(urn), a)
	if err != nil {
		return "", nil, err
	}
	properties, err := marshal(outputs(inputs, &image))
	return a.imageName, properties, err
}

func (s *Server) build(ctx context.Context, urn resource.URN, a args) (built, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.stopped, cancel)()
	docker, auth, err := s.connect(ctx)
	if err != nil {
		return built{}, err
	}
	return daemon{docker, auth}.build(ctx, a, func(line string) {
		// Progress is a courtesy: losing a line is no reason to fail.
		_ = s.host.LogStatus(ctx, diag.Info, urn, line)
	})
}

// Read looks whether the daemon still has the image.
func (s *Server) Read(ctx context.Context, req *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	if !isImage(req.GetUrn()) {
		return s.ResourceProviderServer.Read(ctx, req)
	}
	state, err := unmarshal(req.GetProperties())
	if err != nil {
		return nil, err
	}
	docker, auth, err := s.connect(ctx)
	if err != nil {
		return nil, err
	}
	_, found, err := daemon{docker, auth}.find(ctx, text(state, "repoDigest"))
	if err != nil || !found {
		return &pulumirpc.ReadResponse{}, err
	}
	return &pulumirpc.ReadResponse{Id: req.GetId(), Properties: req.GetProperties(), Inputs: req.GetInputs()}, nil
}

// Delete leaves the image: other stacks and running containers may use it, and it is a cache for the next build.
func (s *Server) Delete(ctx context.Context, req *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	if !isImage(req.GetUrn()) {
		return s.ResourceProviderServer.Delete(ctx, req)
	}
	return &emptypb.Empty{}, nil
}

// Cancel ends the builds that are under way.
func (s *Server) Cancel(ctx context.Context, req *emptypb.Empty) (*emptypb.Empty, error) {
	s.stop()
	return s.ResourceProviderServer.Cancel(ctx, req)
}
